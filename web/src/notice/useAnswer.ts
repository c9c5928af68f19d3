import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";
import { said } from "../home/said.ts";
import type { InboxItem } from "../home/useHomes.ts";

export type HomeAnswer = "stays-home" | "needs-care";

/** Answers for one child; a later answer replaces it. */
export const useAnswer = ({ notice, school }: InboxItem, onDone?: (pupil: string, answer: HomeAnswer) => void) =>
  useCommand(
    ({ pupil, answer }: { pupil: string; answer: HomeAnswer }, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/notices/{notice}/answers", {
          params: { path: { school: school.school.id, notice }, header: { "Idempotency-Key": key } },
          body: { pupil, answer },
        }),
      ),
    {
      onDone: ({ pupil, answer }) => {
        said((home) => ({
          ...home,
          items: home.items.map((item) =>
            item.notice === notice && item.asks
              ? {
                  ...item,
                  asks: {
                    ...item.asks,
                    answers: item.asks.answers.map((given) => (given.pupil === pupil ? { ...given, answer } : given)),
                  },
                }
              : item,
          ),
        }));
        onDone?.(pupil, answer);
      },
    },
  );
