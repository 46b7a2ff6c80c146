import { K as errors } from "./gate.js";

export { errors };