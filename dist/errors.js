import { It as errors } from "./gate.js";

export { errors };