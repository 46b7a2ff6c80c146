import { mt as errors } from "./gate.js";

export { errors };