import { t as reportError } from "./said-errors.js";

export { reportError };