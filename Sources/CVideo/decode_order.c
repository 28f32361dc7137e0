#include "decode_order.h"

int decode_order_send(decode_order *order, int64_t time) {
  if (order->sent_count - order->taken_count >= DECODE_ORDER_PENDING) return AVERROR(EINVAL);
  order->sent[order->sent_count++ % DECODE_ORDER_PENDING] = time;
  return 0;
}

int decode_order_add(decode_order *order, AVPacket *packet) {
  if (order->waiting_count > order->depth) return AVERROR(EINVAL);
  AVPacket *own = libav.av_packet_alloc();
  if (!own) return AVERROR(ENOMEM);
  libav.av_packet_move_ref(own, packet);
  order->waiting[order->waiting_count++] = own;
  return 0;
}

int decode_order_take(decode_order *order, AVPacket *packet, int is_end) {
  const int count = order->waiting_count;
  if (count == 0 || (count <= order->depth && !is_end)) return 0;
  // Of the pictures with the numbers 0…i in order of seeing, one is not decoded before packet i. So
  // picture i's own time less the depth is early enough, and grows from packet to packet. Packets
  // that come later and are seen earlier need time before them.
  int64_t time = order->sent[order->taken_count++ % DECODE_ORDER_PENDING] - order->depth;
  for (int i = 0; i < count; i++) {
    const int64_t latest = order->waiting[i]->pts - i;
    if (latest < time) time = latest;
  }
  libav.av_packet_move_ref(packet, order->waiting[0]);
  packet->dts = time;
  libav.av_packet_free(&order->waiting[0]);
  order->waiting_count--;
  for (int i = 0; i < order->waiting_count; i++) order->waiting[i] = order->waiting[i + 1];
  return 1;
}

void decode_order_free(decode_order *order) {
  for (int i = 0; i < order->waiting_count; i++) libav.av_packet_free(&order->waiting[i]);
}
