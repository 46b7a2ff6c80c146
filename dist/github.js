import { n as getOctokit, t as context } from "./vendor/actions-github.js";

export { context, getOctokit };