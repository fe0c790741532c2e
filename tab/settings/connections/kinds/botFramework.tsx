import { Copyable } from '../../parts/Copyable';
import type { KindOfBot } from './kindOfBot';
import { connectionWords } from '../../../words/settings/connections';

export const botFramework: KindOfBot = {
  isAppIdGiven: true,
  handsOverInTest: false,
  makesSecret: false,
  Added,
  newConnection: (named) => ({ ...named, kind: 'botFramework' }),
};

function Added() {
  const words = connectionWords.needed;
  return (
    <>
      {words.skill}
      <Copyable label={words.manifest} value={`${location.origin}/api/skill/manifest.json`} testId="manifest-url" />
      <Copyable label={words.endpoint} value={`${location.origin}/api/messages`} testId="skill-endpoint" />
    </>
  );
}
