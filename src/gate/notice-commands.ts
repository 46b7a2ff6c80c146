import { adviseOnCommand } from '../config/command-advice.ts'
import type { GatePlan } from '../config/scenario.ts'
import type { World } from '../model/world.ts'

/** Says of each command that is not the program itself what is measured with it, or instead of it. */
export function noticeCommands({ scenarios }: GatePlan, { onNotice }: World): void {
  for (const { name, command, target } of scenarios) {
    const advice = adviseOnCommand(command)
    const isAnswered = advice?.kind === 'client' && target !== null
    if (advice !== null && !isAnswered) onNotice({ ...advice, scenario: name })
  }
}
