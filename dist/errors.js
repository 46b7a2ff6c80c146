import { Ot as errors } from "./gate.js";

export { errors };