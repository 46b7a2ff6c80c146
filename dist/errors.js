import { Mt as errors } from "./gate.js";

export { errors };