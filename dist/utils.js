import { a as defaults, i as context, o as getOctokitOptions, r as GitHub, s as getUserAgentWithOrchestrationId } from "./vendor/actions-github.js";

export { GitHub, context, defaults, getOctokitOptions, getUserAgentWithOrchestrationId };