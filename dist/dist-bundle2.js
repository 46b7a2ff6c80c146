import { t as throttling } from "./vendor/octokit-plugin-throttling.js";

export { throttling };