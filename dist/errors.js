import { Rt as errors } from "./gate.js";

export { errors };