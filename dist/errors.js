import { zt as errors } from "./gate.js";

export { errors };