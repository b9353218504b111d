-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "failedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Delivery_state_platform_priority_id_idx" ON "Delivery"("state", "platform", "priority", "id");

-- CreateIndex
CREATE INDEX "Delivery_platform_address_state_idx" ON "Delivery"("platform", "address", "state");
