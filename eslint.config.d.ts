/** The rooms of src/, from the ground up. */
export declare const ROOMS: readonly {
  readonly name: string
  readonly pure: boolean
  readonly edge?: boolean
  readonly wordless?: boolean
  readonly takes?: readonly string[]
  readonly browser?: boolean
  readonly readers?: readonly string[]
}[]
export declare const roomRules: readonly object[]
