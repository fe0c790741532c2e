import { Copyable } from '../../parts/Copyable';
import type { KindOfBot } from './kindOfBot';

export const botFramework: KindOfBot = {
  name: 'Bot Framework bot',
  inShort: 'it calls this desk as its skill',
  appIdHint: 'The Microsoft app ID the bot calls the desk with.',
  aboutTest: 'The desk looks whether the bot has called it and was recognised.',
  handsOverInTest: false,
  makesSecret: false,
  Added,
  newConnection: (named) => ({ ...named, kind: 'botFramework' }),
};

function Added() {
  return (
    <>
      Add the desk to the bot as a skill, then test it here.
      <Copyable label="Skill manifest" value={`${location.origin}/api/skill/manifest.json`} testId="manifest-url" />
      <Copyable label="Endpoint" value={`${location.origin}/api/messages`} testId="skill-endpoint" />
    </>
  );
}
