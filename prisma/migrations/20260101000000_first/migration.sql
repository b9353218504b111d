-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "GroupKind" AS ENUM ('TSAG', 'WP', 'RG', 'SG');

-- CreateEnum
CREATE TYPE "RoleKind" AS ENUM ('CHAIR', 'VICE_CHAIR', 'RAPPORTEUR', 'ASSOCIATE_RAPPORTEUR', 'TSB');

-- CreateEnum
CREATE TYPE "MeetingKind" AS ENUM ('TSAG_MEETING', 'WP_E_MEETING', 'COORDINATION_E_MEETING', 'RG_INTERIM', 'AD_HOC', 'CALL');

-- CreateEnum
CREATE TYPE "MeetingStatus" AS ENUM ('SCHEDULED', 'CONFIRMED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "MeetingChangeKind" AS ENUM ('SCHEDULED', 'MOVED', 'CHANGED', 'CONFIRMED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "NoticePlace" AS ENUM ('MESSAGE', 'CARD', 'THREAD');

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('PLANNED', 'ADDRESSED', 'MERGED', 'EXPIRED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('WAITING', 'SENDING', 'SENT', 'DROPPED', 'FAILED');

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "GroupKind" NOT NULL,
    "since" DATE NOT NULL,
    "until" DATE,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "prefers" TEXT,
    "direct" BOOLEAN NOT NULL DEFAULT true,
    "quietFrom" TEXT,
    "quietTo" TEXT,
    "reminders" TEXT[],

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Follow" (
    "personId" INTEGER NOT NULL,
    "groupId" TEXT NOT NULL,

    CONSTRAINT "Follow_pkey" PRIMARY KEY ("personId","groupId")
);

-- CreateTable
CREATE TABLE "Snooze" (
    "personId" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "Snooze_pkey" PRIMARY KEY ("personId","subject")
);

-- CreateTable
CREATE TABLE "Account" (
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "personId" INTEGER NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("platform","account")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" SERIAL NOT NULL,
    "personId" INTEGER NOT NULL,
    "kind" "RoleKind" NOT NULL,
    "groupId" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Channel" (
    "groupId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Channel_pkey" PRIMARY KEY ("groupId","platform")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" SERIAL NOT NULL,
    "groupId" TEXT NOT NULL,
    "kind" "MeetingKind" NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "objective" TEXT NOT NULL,
    "deadline" DATE,
    "deadlineRule" TEXT,
    "deadlineNote" TEXT,
    "cancelsAt" TIMESTAMPTZ(3),
    "status" "MeetingStatus" NOT NULL,
    "source" TEXT NOT NULL,
    "planId" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "groups" TEXT[],
    "issueId" INTEGER,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingChange" (
    "id" SERIAL NOT NULL,
    "meetingId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "kind" "MeetingChangeKind" NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "MeetingChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contribution" (
    "id" SERIAL NOT NULL,
    "meetingId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "document" TEXT,
    "late" BOOLEAN NOT NULL,
    "by" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "Contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Plan" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "agreed" DATE NOT NULL,
    "groups" TEXT[],
    "changes" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarAddress" (
    "secret" TEXT NOT NULL,
    "personId" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "revoked" TIMESTAMPTZ(3),

    CONSTRAINT "CalendarAddress_pkey" PRIMARY KEY ("secret")
);

-- CreateTable
CREATE TABLE "AgendaItem" (
    "id" SERIAL NOT NULL,
    "meetingId" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "issueId" INTEGER,
    "group" TEXT,
    "text" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgendaItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TsagAction" (
    "group" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "issueId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TsagAction_pkey" PRIMARY KEY ("group","number")
);

-- CreateTable
CREATE TABLE "Setting" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Issue" (
    "id" SERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "lapsesAt" TIMESTAMPTZ(3),
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IssueGroup" (
    "issueId" INTEGER NOT NULL,
    "groupId" TEXT NOT NULL,

    CONSTRAINT "IssueGroup_pkey" PRIMARY KEY ("issueId","groupId")
);

-- CreateTable
CREATE TABLE "IssueEvent" (
    "issueId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "IssueEvent_pkey" PRIMARY KEY ("issueId","number")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "series" TEXT,
    "place" "NoticePlace" NOT NULL DEFAULT 'MESSAGE',
    "data" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "priority" INTEGER NOT NULL,
    "everyDays" INTEGER,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "state" "NoticeState" NOT NULL DEFAULT 'PLANNED',

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" BIGSERIAL NOT NULL,
    "noticeId" BIGINT NOT NULL,
    "platform" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'WAITING',
    "priority" INTEGER NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimant" INTEGER,
    "uncertain" BOOLEAN NOT NULL DEFAULT false,
    "triedAt" TIMESTAMPTZ(3),
    "message" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Card" (
    "subject" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "thread" TEXT,

    CONSTRAINT "Card_pkey" PRIMARY KEY ("subject","platform","address")
);

-- CreateTable
CREATE TABLE "Interaction" (
    "platform" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reply" JSONB NOT NULL,

    CONSTRAINT "Interaction_pkey" PRIMARY KEY ("platform","id")
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HomeView" (
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "digest" TEXT,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HomeView_pkey" PRIMARY KEY ("platform","account")
);

-- CreateTable
CREATE TABLE "MeetingEvent" (
    "meetingId" INTEGER NOT NULL,
    "platform" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "reference" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimant" INTEGER,
    "fault" TEXT,

    CONSTRAINT "MeetingEvent_pkey" PRIMARY KEY ("meetingId","platform","place")
);

-- CreateIndex
CREATE INDEX "Follow_groupId_idx" ON "Follow"("groupId");

-- CreateIndex
CREATE INDEX "Account_personId_idx" ON "Account"("personId");

-- CreateIndex
CREATE INDEX "Role_groupId_kind_idx" ON "Role"("groupId", "kind");

-- CreateIndex
CREATE INDEX "Role_personId_idx" ON "Role"("personId");

-- CreateIndex
CREATE INDEX "Channel_platform_channel_idx" ON "Channel"("platform", "channel");

-- CreateIndex
CREATE INDEX "Meeting_cancelsAt_idx" ON "Meeting"("cancelsAt");

-- CreateIndex
CREATE INDEX "Meeting_groupId_startsAt_idx" ON "Meeting"("groupId", "startsAt");

-- CreateIndex
CREATE INDEX "Meeting_startsAt_idx" ON "Meeting"("startsAt");

-- CreateIndex
CREATE INDEX "Meeting_issueId_idx" ON "Meeting"("issueId");

-- CreateIndex
CREATE INDEX "MeetingChange_meetingId_idx" ON "MeetingChange"("meetingId");

-- CreateIndex
CREATE INDEX "Contribution_meetingId_idx" ON "Contribution"("meetingId");

-- CreateIndex
CREATE INDEX "CalendarAddress_personId_idx" ON "CalendarAddress"("personId");

-- CreateIndex
CREATE INDEX "AgendaItem_issueId_idx" ON "AgendaItem"("issueId");

-- CreateIndex
CREATE UNIQUE INDEX "AgendaItem_meetingId_issueId_key" ON "AgendaItem"("meetingId", "issueId");

-- CreateIndex
CREATE INDEX "Issue_stage_changedAt_idx" ON "Issue"("stage", "changedAt");

-- CreateIndex
CREATE INDEX "Issue_lapsesAt_idx" ON "Issue"("lapsesAt");

-- CreateIndex
CREATE INDEX "IssueGroup_groupId_idx" ON "IssueGroup"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_key_key" ON "Notice"("key");

-- CreateIndex
CREATE INDEX "Notice_state_dueAt_idx" ON "Notice"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Notice_subject_idx" ON "Notice"("subject");

-- CreateIndex
CREATE INDEX "Delivery_state_nextAt_idx" ON "Delivery"("state", "nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_noticeId_platform_address_key" ON "Delivery"("noticeId", "platform", "address");

-- AddForeignKey
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snooze" ADD CONSTRAINT "Snooze_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Channel" ADD CONSTRAINT "Channel_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_issueId_fkey" FOREIGN KEY ("issueId") REFERENCES "Issue"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingChange" ADD CONSTRAINT "MeetingChange_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contribution" ADD CONSTRAINT "Contribution_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarAddress" ADD CONSTRAINT "CalendarAddress_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaItem" ADD CONSTRAINT "AgendaItem_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaItem" ADD CONSTRAINT "AgendaItem_issueId_fkey" FOREIGN KEY ("issueId") REFERENCES "Issue"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TsagAction" ADD CONSTRAINT "TsagAction_issueId_fkey" FOREIGN KEY ("issueId") REFERENCES "Issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssueGroup" ADD CONSTRAINT "IssueGroup_issueId_fkey" FOREIGN KEY ("issueId") REFERENCES "Issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssueEvent" ADD CONSTRAINT "IssueEvent_issueId_fkey" FOREIGN KEY ("issueId") REFERENCES "Issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
