-- CreateEnum
CREATE TYPE "WebAccessKind" AS ENUM ('LINK', 'SESSION', 'TOKEN');

-- CreateTable
CREATE TABLE "WebAccess" (
    "id" SERIAL NOT NULL,
    "kind" "WebAccessKind" NOT NULL,
    "secret" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "name" TEXT,
    "zone" TEXT,
    "label" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revoked" TIMESTAMPTZ(3),

    CONSTRAINT "WebAccess_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebProposal" (
    "id" SERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "token" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebProposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "WebAccess_secret_key" ON "WebAccess"("secret");

-- CreateIndex
CREATE INDEX "WebAccess_platform_account_idx" ON "WebAccess"("platform", "account");

-- CreateIndex
CREATE INDEX "WebAccess_until_idx" ON "WebAccess"("until");

-- CreateIndex
CREATE INDEX "WebProposal_platform_account_idx" ON "WebProposal"("platform", "account");

-- CreateIndex
CREATE INDEX "WebProposal_at_idx" ON "WebProposal"("at");

-- The words of an entry's fields, for the search on pages. Prisma can't express it.
CREATE INDEX "RegisterEntry_field_words_idx" ON "RegisterEntry" USING gin (jsonb_to_tsvector('simple', fields, '["string"]'));

-- The latest changed entries of a register first.
CREATE INDEX "RegisterEntry_register_removed_at_idx" ON "RegisterEntry"("register", "removed", "at" DESC);

-- The documents of a meeting, and which meetings have documents.
CREATE INDEX "RegisterEntry_meeting_idx" ON "RegisterEntry"(register, (fields ->> 'meeting')) WHERE NOT removed;
