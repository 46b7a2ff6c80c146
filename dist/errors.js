import { D as errors } from "./gate.js";

export { errors };