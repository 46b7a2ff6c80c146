import { a as defaults, i as context, o as getOctokitOptions, r as GitHub, s as getUserAgentWithOrchestrationId } from "./actions-github.js";

export { GitHub, context, defaults, getOctokitOptions, getUserAgentWithOrchestrationId };