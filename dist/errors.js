import { C as locate, S as errors, x as UserError } from "./gate.js";

export { errors };