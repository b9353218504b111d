-- DropIndex
DROP INDEX "Delivery_platform_address_state_idx";

-- DropIndex
DROP INDEX "Delivery_state_platform_priority_nextAt_id_idx";

-- DropIndex
DROP INDEX "Notice_state_dueAt_idx";

-- Written by hand: schema.prisma has no words for these. What is finished stands in none of them, so that what waits is
-- found as fast among a million as among a thousand, and finishing writes less. The statements have the same conditions.
CREATE INDEX "Notice_planned_idx" ON "Notice"("dueAt", "id") WHERE "state" = 'PLANNED';

CREATE INDEX "Delivery_waiting_idx" ON "Delivery"("platform", "priority", "nextAt", "id") WHERE "state" = 'WAITING';

CREATE INDEX "Delivery_tried_idx" ON "Delivery"("platform", "id") WHERE "state" = 'WAITING' AND "attempts" > 0;

CREATE INDEX "Delivery_sending_idx" ON "Delivery"("platform", "address") WHERE "state" = 'SENDING';

CREATE INDEX "Delivery_failed_idx" ON "Delivery"("failedAt") WHERE "state" = 'FAILED';
