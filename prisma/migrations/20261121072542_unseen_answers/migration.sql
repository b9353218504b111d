-- CreateTable
CREATE TABLE "UnseenAnswer" (
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "interaction" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UnseenAnswer_pkey" PRIMARY KEY ("platform","account","command")
);
