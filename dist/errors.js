import { w as errors } from "./gate.js";

export { errors };