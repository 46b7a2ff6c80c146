import { E as locate, T as errors, w as UserError } from "./gate.js";

export { errors };