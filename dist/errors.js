import { Lt as errors } from "./gate.js";

export { errors };