// Sixteen lanes of Float and the elementary functions on them, as polynomials of our own.
// References: the Cephes library (S. Moshier) for exp, log, tanh; N. Juffa for erf.
#pragma once
#include <stdint.h>
#pragma clang diagnostic ignored "-Wpsabi"

typedef float v16 __attribute__((vector_size(64)));
typedef float v16u __attribute__((vector_size(64), aligned(4)));
typedef int32_t i16 __attribute__((vector_size(64)));
typedef uint32_t u16 __attribute__((vector_size(64)));
typedef float v8 __attribute__((vector_size(32)));
typedef float v4 __attribute__((vector_size(16)));
typedef float v4u __attribute__((vector_size(16), aligned(4)));
typedef int32_t i4 __attribute__((vector_size(16)));
typedef double d8 __attribute__((vector_size(64)));

#define LN_INLINE static inline __attribute__((always_inline, unused))

LN_INLINE v16 splat(float x) { return (v16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }
LN_INLINE i16 isplat(int32_t x) { return (i16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }
LN_INLINE v16 load(const float *p) { return *(const v16u *)p; }
LN_INLINE void store(float *p, v16 x) { *(v16u *)p = x; }
LN_INLINE v16 choose(i16 mask, v16 a, v16 b) { return (v16)((mask & (i16)a) | (~mask & (i16)b)); }
LN_INLINE v4 load4(const float *p) { return *(const v4u *)p; }
LN_INLINE v4 choose4(i4 mask, v4 a, v4 b) { return (v4)((mask & (i4)a) | (~mask & (i4)b)); }
LN_INLINE v16 vabs(v16 x) { return (v16)((i16)x & isplat(0x7fffffff)); }
LN_INLINE v16 vmax(v16 a, v16 b) { return choose(a > b, a, choose(a == a, b, a)); }
LN_INLINE v16 vmin(v16 a, v16 b) { return choose(a < b, a, choose(a == a, b, a)); }
LN_INLINE v16 copysign16(v16 x, v16 sign) {
  return (v16)(((i16)x & isplat(0x7fffffff)) | ((i16)sign & isplat((int32_t)0x80000000)));
}

/// 2^n for integral n in [-126, 127].
LN_INLINE v16 power_of_two(i16 n) { return (v16)((n + isplat(127)) << 23); }

LN_INLINE v16 vexp(v16 x) {
  // x = n ln 2 + r with |r| <= ln 2 / 2; ln 2 in two parts so that n ln 2 is subtracted exactly.
  v16 z = vmin(vmax(x, splat(-104.0f)), splat(89.0f));
  v16 n = __builtin_elementwise_rint(z * splat(1.44269504088896341f));
  v16 r = z - n * splat(0.693359375f);
  r = r - n * splat(-2.12194440e-4f);
  v16 p = splat(1.9875691500e-4f);
  p = p * r + splat(1.3981999507e-3f);
  p = p * r + splat(8.3334519073e-3f);
  p = p * r + splat(4.1665795894e-2f);
  p = p * r + splat(1.6666665459e-1f);
  p = p * r + splat(5.0000001201e-1f);
  p = p * (r * r) + r + splat(1.0f);
  // The power of two in two factors: the result may be subnormal or infinite. What is smaller than
  // the smallest becomes 0 by factors of 0, since processors are slow where a product underflows.
  n = choose(x < splat(-104.0f), splat(-254.0f), n);
  i16 k = __builtin_convertvector(choose(z == z, n, splat(0.0f)), i16);
  i16 half = k >> 1;
  p = p * power_of_two(half) * power_of_two(k - half);
  return choose(x == x, p, x);
}

LN_INLINE v16 vlog(v16 x) {
  // x = m 2^e with m in [sqrt(1/2), sqrt(2)); log x = e ln 2 + log m.
  i16 tiny = x < splat(1.17549435e-38f);
  v16 y = choose(tiny, x * splat(8388608.0f), x);
  i16 bits = (i16)y;
  i16 e = ((bits >> 23) & isplat(255)) - isplat(126);
  v16 m = (v16)((bits & isplat(0x007fffff)) | isplat(0x3f000000));
  i16 low = m < splat(0.707106781186547524f);
  e = e + low - (tiny & isplat(23));
  m = m + choose(low, m, splat(0.0f)) - splat(1.0f);
  v16 n = __builtin_convertvector(e, v16);
  v16 z = m * m;
  v16 p = splat(7.0376836292e-2f);
  p = p * m + splat(-1.1514610310e-1f);
  p = p * m + splat(1.1676998740e-1f);
  p = p * m + splat(-1.2420140846e-1f);
  p = p * m + splat(1.4249322787e-1f);
  p = p * m + splat(-1.6668057665e-1f);
  p = p * m + splat(2.0000714765e-1f);
  p = p * m + splat(-2.4999993993e-1f);
  p = p * m + splat(3.3333331174e-1f);
  v16 t = p * m * z;
  t = t + n * splat(-2.12194440e-4f);
  t = t - splat(0.5f) * z;
  v16 result = m + t + n * splat(0.693359375f);
  v16 infinity = splat(__builtin_inff());
  result = choose(x == infinity, infinity, result);
  result = choose(x == splat(0.0f), -infinity, result);
  result = choose(x < splat(0.0f), splat(__builtin_nanf("")), result);
  return choose(x == x, result, x);
}

/// sin(x + quarter * pi / 2). The argument is reduced in Double: good to |x| of about 1e8.
LN_INLINE v16 vsine(v16 x, int32_t quarter) {
  v8 low = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7);
  v8 high = __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
  d8 a = __builtin_convertvector(low, d8), b = __builtin_convertvector(high, d8);
  d8 na = __builtin_elementwise_rint(a * 0.63661977236758134308);
  d8 nb = __builtin_elementwise_rint(b * 0.63661977236758134308);
  a = (a - na * 1.57079632673412561417e+00) - na * 6.07710050650619224932e-11;
  b = (b - nb * 1.57079632673412561417e+00) - nb * 6.07710050650619224932e-11;
  v8 ra = __builtin_convertvector(a, v8), rb = __builtin_convertvector(b, v8);
  v8 qa = __builtin_convertvector(na, v8), qb = __builtin_convertvector(nb, v8);
  v16 r = __builtin_shufflevector(ra, rb, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  v16 q = __builtin_shufflevector(qa, qb, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  i16 large = ~(vabs(x) < splat(1e8f));
  i16 n = __builtin_convertvector(choose(large, splat(0.0f), q), i16) + isplat(quarter);
  v16 z = r * r;
  v16 s = splat(-1.9515295891e-4f);
  s = s * z + splat(8.3321608736e-3f);
  s = s * z + splat(-1.6666654611e-1f);
  s = s * z * r + r;
  v16 c = splat(2.443315711809948e-5f);
  c = c * z + splat(-1.388731625493765e-3f);
  c = c * z + splat(4.166664568298827e-2f);
  c = c * z * z - splat(0.5f) * z + splat(1.0f);
  v16 y = choose((n & isplat(1)) == isplat(1), c, s);
  y = choose((n & isplat(2)) == isplat(2), -y, y);
  return choose(large, choose(vabs(x) < splat(__builtin_inff()), y, splat(__builtin_nanf(""))), y);
}

LN_INLINE v16 vtanh(v16 x) {
  v16 a = vabs(x), z = x * x;
  v16 p = splat(-5.70498872745e-3f);
  p = p * z + splat(2.06390887954e-2f);
  p = p * z + splat(-5.37397155531e-2f);
  p = p * z + splat(1.33314422036e-1f);
  p = p * z + splat(-3.33332819422e-1f);
  p = p * z * x + x;
  v16 big = splat(1.0f) - splat(2.0f) / (vexp(a + a) + splat(1.0f));
  return choose(a < splat(0.625f), p, copysign16(big, x));
}

LN_INLINE v16 vsigmoid(v16 x) { return splat(1.0f) / (splat(1.0f) + vexp(-x)); }

/// log(1 + exp x) = max(x, 0) + log1p(exp(-|x|)), with the rounding of 1 + u made good.
LN_INLINE v16 vsoftplus(v16 x) {
  v16 u = vexp(-vabs(x));
  v16 y = splat(1.0f) + u;
  return vmax(x, splat(0.0f)) + (vlog(y) - ((y - splat(1.0f)) - u) / y);
}

LN_INLINE v16 verf(v16 x) {
  v16 t = vabs(x), s = x * x;
  v16 a = splat(-1.72853470e-5f) * t + splat(3.83197126e-4f);
  v16 b = splat(-3.88396438e-3f) * t + splat(2.42546219e-2f);
  a = a * s + b;
  a = a * t + splat(-1.06777877e-1f);
  a = a * t + splat(-6.34846687e-1f);
  a = a * t + splat(-1.28717512e-1f);
  a = a * t - t;
  v16 far = copysign16(splat(1.0f) - vexp(choose(t > splat(4.0f), splat(-30.0f), a)), x);
  v16 p = splat(-5.96761703e-4f);
  p = p * s + splat(4.99119423e-3f);
  p = p * s + splat(-2.67681349e-2f);
  p = p * s + splat(1.12819925e-1f);
  p = p * s + splat(-3.76125336e-1f);
  p = p * s + splat(1.28379166e-1f);
  p = p * x + x;
  return choose(t > splat(0.927734375f), choose(x == x, far, x), p);
}

/// The arc tangent (Cephes): the argument is brought to [-tan(pi/8), tan(pi/8)].
LN_INLINE v16 vatan(v16 x) {
  v16 a = vabs(x);
  i16 far = a > splat(2.414213562373095f), middle = (a > splat(0.4142135623730950f)) & ~far;
  v16 t = choose(far, splat(-1.0f) / a, choose(middle, (a - splat(1.0f)) / (a + splat(1.0f)), a));
  v16 base = choose(far, splat(1.57079632679489662f),
                    choose(middle, splat(0.785398163397448310f), splat(0.0f)));
  v16 z = t * t;
  v16 p = splat(8.05374449538e-2f);
  p = p * z + splat(-1.38776856032e-1f);
  p = p * z + splat(1.99777106478e-1f);
  p = p * z + splat(-3.33329491539e-1f);
  return copysign16(base + (p * z * t + t), x);
}

/// a^b for a > 0, and for a <= 0 with integral b; 0^0 is 1.
LN_INLINE v16 vpower(v16 a, v16 b) {
  v16 r = vexp(b * vlog(vabs(a)));
  v16 whole = __builtin_elementwise_rint(b);
  v16 odd = b - splat(2.0f) * __builtin_elementwise_floor(b * splat(0.5f));
  v16 negative = choose(whole == b, choose(odd == splat(1.0f), -r, r), splat(__builtin_nanf("")));
  r = choose(a < splat(0.0f), negative, r);
  return choose(b == splat(0.0f), splat(1.0f), r);
}

/// The sum of all lanes, as a tree.
LN_INLINE float add_lanes(v16 x) {
  float s[16];
  store(s, x);
  for (int width = 8; width; width >>= 1)
    for (int i = 0; i < width; i++) s[i] = s[i] + s[i + width];
  return s[0];
}

/// `count` numbers and then `otherwise`.
LN_INLINE v16 load_lanes(const float *p, int64_t count, float otherwise) {
  float s[16];
  for (int64_t i = 0; i < 16; i++) s[i] = i < count ? p[i] : otherwise;
  return load(s);
}
