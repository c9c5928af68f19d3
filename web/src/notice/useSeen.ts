import { useEffect, useRef } from "react";
import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";
import { said } from "../home/said.ts";
import type { InboxItem } from "../home/useHomes.ts";

/** Opening a message tells the school that it was seen: once, and quietly tried again with the next opening. */
export const useSeen = (item: InboxItem | undefined): void => {
  const told = useRef<string | null>(null);
  const { mutate } = useCommand(
    ({ school, notice }: { school: string; notice: string }, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/notices/{notice}/seen", {
          params: { path: { school, notice }, header: { "Idempotency-Key": key } },
          body: {},
        }),
      ),
    {
      onDone: ({ notice, seenAt }) =>
        said((home) => ({
          ...home,
          items: home.items.map((other) => (other.notice === notice ? { ...other, seenAt } : other)),
        })),
    },
  );
  const notice = item && item.seenAt === null ? item.notice : null;
  const school = item?.school.school.id;
  useEffect(() => {
    if (!notice || !school || told.current === notice) return;
    told.current = notice;
    mutate({ school, notice });
  }, [notice, school, mutate]);
};
