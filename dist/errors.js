import { U as errors } from "./gate.js";

export { errors };