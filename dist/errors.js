import { nt as errors } from "./gate.js";

export { errors };