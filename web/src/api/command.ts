import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { ProblemError } from "./problem.ts";

const passing = new Set(["busy", "try-later", "gone-wrong"]);

type Asked<Input, Answer> = {
  onDone?: (answer: Answer, input: Input) => void;
};

/** Asks for something to happen, once: the same intent keeps its `Idempotency-Key` until it is done or changed. */
export const useCommand = <Input, Answer>(
  ask: (input: Input, key: string) => Promise<Answer>,
  { onDone }: Asked<Input, Answer> = {},
): UseMutationResult<Answer, Error, Input> => {
  const intent = useRef<{ words: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: Input) => {
      const words = JSON.stringify(input) ?? "";
      if (intent.current?.words !== words) intent.current = { words, key: crypto.randomUUID() };
      return ask(input, intent.current.key);
    },
    retry: (failures, error) => failures < 3 && error instanceof ProblemError && passing.has(error.code),
    // Jitter: a class of phones that was refused together must not come back together.
    retryDelay: (failures) => 2 ** failures * 300 * (0.5 + Math.random()),
    onSuccess: (answer, input) => {
      intent.current = null;
      onDone?.(answer, input);
    },
  });
};
