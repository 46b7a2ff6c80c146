import process from "node:process";

// node_modules/is-unicode-supported/index.js
function isUnicodeSupported() {
	const { env } = process;
	const { TERM, TERM_PROGRAM } = env;
	if (process.platform !== "win32") return TERM !== "linux";
	return Boolean(env.WT_SESSION) || Boolean(env.TERMINUS_SUBLIME) || env.ConEmuTask === "{cmd::Cmder}" || TERM_PROGRAM === "Terminus-Sublime" || TERM_PROGRAM === "vscode" || TERM === "xterm-256color" || TERM === "alacritty" || TERM === "rxvt-unicode" || TERM === "rxvt-unicode-256color" || env.TERMINAL_EMULATOR === "JetBrains-JediTerm";
}

export { isUnicodeSupported as t };