import { j as errors } from "./gate.js";

export { errors };