#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2,f16c"))), apply_to = function)
#define LN_TABLE ln_avx2
#include "kernels.h"
#pragma clang attribute pop
#endif
