import { Bt as errors } from "./gate.js";

export { errors };