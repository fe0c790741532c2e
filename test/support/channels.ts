/** The product's channels, for tests that build single parts of it. */
import { Channels } from '../../src/escalation/channels';
import { WAYS_IN } from '../../src/waysIn';

export const channels = new Channels(WAYS_IN);
