import { n as retry, t as VERSION } from "./vendor/octokit-plugin-retry.js";

export { VERSION, retry };