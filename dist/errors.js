import { ut as errors } from "./gate.js";

export { errors };