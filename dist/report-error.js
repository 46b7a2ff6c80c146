import { t as reportError } from "./report-error2.js";

export { reportError };