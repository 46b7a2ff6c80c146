/** The shell of the HTML report, and the paths of the modules that are in it. */
export declare function buildPage(): Promise<{ readonly html: string; readonly moduleIds: readonly string[] }>
