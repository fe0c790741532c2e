import { useEffect, useEffectEvent, useState } from 'react';
import type { World } from '../../state/contract';
import type { CustomerChat } from '../people/chats';
import { api } from '../data/api';
import { readTeamsLink, type TabAddress } from './deepLink';
import { useToast } from '../parts/useToast';
import { onFollowLink } from './followLink';

/** Who one is on either side, and what they look at. */
export interface Place {
  /** The side in front when there is room for one only. */
  side: 'customer' | 'support';
  customerId: string;
  /** Which of their chats the customer looks at. */
  chat: CustomerChat['kind'];
  supportId: string;
  view: 'activity' | 'team' | 'tab';
  channelId: string;
  /** A channel message brought into view. */
  shownOff: string | null;
  /** Every opening by a link is a new one, also of the same address. */
  tab: TabAddress & { opening: number };
}

export interface Stage {
  place: Place;
  go: (change: Partial<Place>) => void;
  openTab: (address: TabAddress) => void;
}

/** Where the page is; links into Teams change it from anywhere. */
export function useStage(world: World): Stage {
  const toast = useToast();
  const [place, setPlace] = useState<Place>(() => firstPlace(world));
  const go = (change: Partial<Place>) => setPlace((now) => ({ ...now, ...change }));
  const openTab = (address: TabAddress) =>
    setPlace((now) => ({ ...now, side: 'support', view: 'tab', tab: { ...address, opening: now.tab.opening + 1 } }));

  /** Only customers have chats with bots on this page; Teams gives the bot whatever the link carries. */
  function followChat(url: string) {
    go({ side: 'customer', chat: 'desk' });
    api.follow(place.customerId, url).catch((error: unknown) => {
      toast(error instanceof Error ? error.message : 'The chat cannot be opened.', 'error');
    });
  }

  const follow = useEffectEvent((url: string) => {
    const link = readTeamsLink(url);
    if (link?.kind === 'tab' && link.appId === world.app.id) openTab(link.address);
    else if (link?.kind === 'chat' && link.botId === world.bot.id) followChat(url);
    // The chat offers the app to whoever does not have it.
    else if (link?.kind === 'app' && link.appId === world.app.id) go({ side: 'customer', chat: 'desk' });
    // Only what a browser can show on its own may open: no javascript:, no data:.
    else if (/^(https?|mailto|tel):/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
  });
  useEffect(() => onFollowLink((url) => follow(url)), []);

  return { place, go, openTab };
}

/** A link into Teams that was followed from elsewhere opens what it names. */
function firstPlace(world: World): Place {
  const link = readTeamsLink(location.href);
  const opened = link?.kind === 'tab' && link.appId === world.app.id ? link.address : null;
  const first = (role: string) => world.people.find((person) => person.role === role)?.id ?? '';
  const { channels } = world.team;
  const queue = channels.find((channel) => /escalation/i.test(channel.name)) ?? channels[0];
  return {
    side: opened ? 'support' : 'customer',
    customerId: first('customer'),
    chat: 'desk',
    supportId: first('agent'),
    view: opened ? 'tab' : 'team',
    channelId: queue?.id ?? '',
    shownOff: null,
    tab: { ...(opened ?? { entityId: world.app.tabs[0]?.entityId ?? '', subEntityId: null }), opening: 0 },
  };
}
