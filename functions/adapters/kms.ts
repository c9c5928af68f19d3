import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Kms } from "#shared/ports/kms.ts";
import { asFault } from "#shared/store/awsFault.ts";

/** A school's key, wrapped by one KMS key; the encryption context binds it to the school and stands in CloudTrail. */
export const makeKms = ({ client, keyId }: { client: KMSClient; keyId: string }): Kms => ({
  async generate(school) {
    const answer = await client
      .send(new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: "AES_256", EncryptionContext: { school } }))
      .catch((error: unknown) => {
        throw asFault("kms generate", error);
      });
    if (!answer.Plaintext || !answer.CiphertextBlob) throw new Error("KMS answered without a key");
    return { plain: answer.Plaintext, wrapped: Buffer.from(answer.CiphertextBlob).toString("base64") };
  },
  async unwrap(wrapped, school) {
    const answer = await client
      .send(
        new DecryptCommand({
          KeyId: keyId,
          CiphertextBlob: Buffer.from(wrapped, "base64"),
          EncryptionContext: { school },
        }),
      )
      .catch((error: unknown) => {
        throw asFault("kms unwrap", error);
      });
    if (!answer.Plaintext) throw new Error("KMS answered without a key");
    return answer.Plaintext;
  },
});
