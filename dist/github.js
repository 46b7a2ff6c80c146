import { t as getOctokit } from "./vendor/actions-github.js";

export { getOctokit };