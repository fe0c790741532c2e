/** The way in of REST bots: anything that can call a web address and be called at one. */
import type { CallbackAddress } from '../../domain/message';
import type { WayIn } from '../wayIn';
import { restChannel } from './channel';
import { createRest } from './rest';
import { restTest } from './restTest';

export const rest: WayIn<CallbackAddress> = {
  ...restChannel,

  open({ db, config, log, files, botInbox, availabilities }) {
    const { secretsKey: key, allowLoopback, publicUrl } = config;
    const { router, sender } = createRest({
      db,
      inbox: botInbox,
      key,
      allowLoopback,
      publicUrl,
      availabilities,
      files,
      log,
    });
    return { router, senders: [sender], test: restTest((...ping) => sender.ping(...ping)) };
  },
};
