/** The way in of Bot Framework bots, which call the desk as their skill. */
import express from 'express';
import type { SkillAddress } from '../../domain/message';
import type { WayIn } from '../wayIn';
import { botFrameworkTest } from './botFrameworkTest';
import { skillChannel } from './channel';
import { createSkill } from './skill';

export const botFramework: WayIn<SkillAddress> = {
  ...skillChannel,

  open({ db, config, log, files, botInbox, availabilities, callers, teams }) {
    const { tokenFor } = teams;
    const skill = createSkill({ db, config, files, log, inbox: botInbox, availabilities, callers, tokenFor });
    const router = express.Router();
    // Shared with Teams, whose handler comes after.
    router.use('/messages', skill.messages);
    router.get('/handoffs/availability', skill.availability);
    router.get('/skill/manifest.json', skill.manifest);
    return {
      router,
      senders: [skill.sender],
      test: botFrameworkTest({ publicUrl: config.publicUrl, tokenFor }),
      typing: (to) => skill.sender.typing(to),
    };
  },
};
