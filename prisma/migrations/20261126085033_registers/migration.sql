-- CreateTable
CREATE TABLE "RegisterEntry" (
    "id" SERIAL NOT NULL,
    "register" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "sortKey" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "removed" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RegisterEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegisterChange" (
    "entryId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" JSONB NOT NULL,
    "source" TEXT,
    "clause" TEXT,
    "before" JSONB,
    "after" JSONB,
    "readingId" INTEGER,

    CONSTRAINT "RegisterChange_pkey" PRIMARY KEY ("entryId","number")
);

-- CreateTable
CREATE TABLE "DocumentReading" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "by" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "DocumentReading_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RegisterEntry_register_removed_sortKey_idx" ON "RegisterEntry"("register", "removed", "sortKey");

-- CreateIndex
CREATE UNIQUE INDEX "RegisterEntry_register_key_key" ON "RegisterEntry"("register", "key");

-- CreateIndex
CREATE INDEX "RegisterChange_readingId_idx" ON "RegisterChange"("readingId");

-- CreateIndex
CREATE INDEX "DocumentReading_digest_idx" ON "DocumentReading"("digest");

-- AddForeignKey
ALTER TABLE "RegisterChange" ADD CONSTRAINT "RegisterChange_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "RegisterEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegisterChange" ADD CONSTRAINT "RegisterChange_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "DocumentReading"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "RegisterEntry_fields_idx" ON "RegisterEntry" USING GIN ("fields" jsonb_path_ops);

-- The history of an entry is a record: it grows, it is never changed.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "RegisterChange"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
