// What is computed element by element. FORMAT is torch's code of the number format: 6 float32, 5 float16, 15 bfloat16;
// every kernel computes in float32. Arguments are pointers, 64 bit numbers and doubles. WIDE numbers make 16 bytes.

#if FORMAT == 6
typedef float T;
__device__ float number(T x) { return x; }
__device__ T stored(float x) { return x; }
#elif FORMAT == 5
typedef unsigned short T;
__device__ float number(T x) {
    float y;
    asm("cvt.f32.f16 %0, %1;" : "=f"(y) : "h"(x));
    return y;
}
__device__ T stored(float x) {
    T y;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(y) : "f"(x));
    return y;
}
#else
typedef unsigned short T;
__device__ float number(T x) { return __uint_as_float((unsigned)x << 16); }
__device__ T stored(float x) {
#if __CUDA_ARCH__ >= 800
    T y;
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(y) : "f"(x));
    return y;
#else
    unsigned bits = __float_as_uint(x);
    return x != x ? 0x7fc0 : (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
#endif
}
#endif

#define INFINITY __int_as_float(0x7f800000)

typedef long long Long;
constexpr int WIDE = 16 / sizeof(T);

template <int N> struct alignas(N * sizeof(T)) Numbers {
    T at[N];
};

template <int N> __device__ Numbers<N> load(const T* from) { return *(const Numbers<N>*)from; }

template <int N> __device__ void store(T* to, const Numbers<N>& numbers) { *(Numbers<N>*)to = numbers; }

// The sum over a block of whole warps; for all of its threads.
__device__ float sum(float x) {
    __shared__ float parts[32];
    for (int step = 16; step > 0; step /= 2) x += __shfl_xor_sync(~0u, x, step);
    int warps = blockDim.x / 32;
    if (warps == 1) return x;
    int lane = threadIdx.x % 32;
    if (lane == 0) parts[threadIdx.x / 32] = x;
    __syncthreads();
    x = lane < warps ? parts[lane] : 0;
    for (int step = 16; step > 0; step /= 2) x += __shfl_xor_sync(~0u, x, step);
    __syncthreads();
    return x;
}

// ---- root mean square normalisation: a block for each row --------------------------------------------------------

template <int N> __device__ void normed(const T* x, const T* w, T* y, float* r, float eps, int width) {
    float squares = 0;
    for (int i = threadIdx.x * N; i < width; i += blockDim.x * N) {
        auto numbers = load<N>(x + i);
        for (int k = 0; k < N; k++) squares += number(numbers.at[k]) * number(numbers.at[k]);
    }
    float scale = rsqrtf(sum(squares) / width + eps);
    if (threadIdx.x == 0) *r = scale;
    for (int i = threadIdx.x * N; i < width; i += blockDim.x * N) {
        auto numbers = load<N>(x + i);
        auto gains = load<N>(w + i);
        for (int k = 0; k < N; k++) numbers.at[k] = stored(number(numbers.at[k]) * scale * number(gains.at[k]));
        store<N>(y + i, numbers);
    }
}

extern "C" __global__ void rms_norm(const T* x, const T* w, T* y, float* r, double eps, Long width) {
    Long at = blockIdx.x * width;
    if (width % WIDE == 0) normed<WIDE>(x + at, w, y + at, r + blockIdx.x, eps, width);
    else normed<1>(x + at, w, y + at, r + blockIdx.x, eps, width);
}

template <int N> __device__ void norm_back(const T* dy, const T* x, const T* w, float r, T* dx, int width) {
    float dot = 0;
    for (int i = threadIdx.x * N; i < width; i += blockDim.x * N) {
        auto d = load<N>(dy + i), value = load<N>(x + i), gain = load<N>(w + i);
        for (int k = 0; k < N; k++) dot += number(d.at[k]) * number(gain.at[k]) * number(value.at[k]);
    }
    float back = sum(dot) * r * r * r / width;
    for (int i = threadIdx.x * N; i < width; i += blockDim.x * N) {
        auto d = load<N>(dy + i), value = load<N>(x + i), gain = load<N>(w + i), result = load<N>(dx + i);
        for (int k = 0; k < N; k++) {
            float gradient = number(d.at[k]) * number(gain.at[k]) * r - number(value.at[k]) * back;
            result.at[k] = stored(number(result.at[k]) + gradient);
        }
        store<N>(dx + i, result);
    }
}

extern "C" __global__ void rms_norm_back(const T* dy, const T* x, const T* w, const float* r, T* dx, Long width) {
    Long at = blockIdx.x * width;
    if (width % WIDE == 0) norm_back<WIDE>(dy + at, x + at, w, r[blockIdx.x], dx + at, width);
    else norm_back<1>(dy + at, x + at, w, r[blockIdx.x], dx + at, width);
}

// ---- the gated activation ---------------------------------------------------------------------------------------

__device__ float sigmoid(float x) { return 1 / (1 + __expf(-x)); }

// Calls a function with the place and the width of each piece of count numbers.
template <class Function> __device__ void pieces(Long count, Function piece) {
    Long whole = count / WIDE;
    for (Long i = blockIdx.x * (Long)blockDim.x + threadIdx.x; i < whole; i += (Long)gridDim.x * blockDim.x)
        piece.template run<WIDE>(i * WIDE);
    Long rest = whole * WIDE + threadIdx.x;
    if (blockIdx.x == 0 && rest < count) piece.template run<1>(rest);
}

struct Gated {
    const T *gate, *up;
    T* y;

    template <int N> __device__ void run(Long i) const {
        auto g = load<N>(gate + i), u = load<N>(up + i);
        for (int k = 0; k < N; k++) {
            float x = number(g.at[k]);
            g.at[k] = stored(x * sigmoid(x) * number(u.at[k]));
        }
        store<N>(y + i, g);
    }
};

extern "C" __global__ void gated(const T* gate, const T* up, T* y, Long count) { pieces(count, Gated{gate, up, y}); }

struct GatedBack {
    T* d;
    const T *gate, *up;
    T* dup;

    template <int N> __device__ void run(Long i) const {
        auto gradient = load<N>(d + i), g = load<N>(gate + i), u = load<N>(up + i);
        Numbers<N> ofUp;
        for (int k = 0; k < N; k++) {
            float x = number(g.at[k]), dy = number(gradient.at[k]), s = sigmoid(x);
            ofUp.at[k] = stored(dy * x * s);
            gradient.at[k] = stored(dy * number(u.at[k]) * s * (1 + x * (1 - s)));
        }
        store<N>(dup + i, ofUp);
        store<N>(d + i, gradient);
    }
};

extern "C" __global__ void gated_back(T* d, const T* gate, const T* up, T* dup, Long count) {
    pieces(count, GatedBack{d, gate, up, dup});
}

// ---- rotary position embedding: x [tokens, heads, 2 half] -------------------------------------------------------

template <int N>
__device__ void turned(const T* x, const T* cosines, const T* sines, T* y, Long tokens, Long heads, Long half) {
    Long steps = half / N, count = tokens * heads * steps;
    for (Long i = blockIdx.x * (Long)blockDim.x + threadIdx.x; i < count; i += (Long)gridDim.x * blockDim.x) {
        Long head = i / steps, place = i % steps * N, at = head * 2 * half + place, angle = head / heads * half + place;
        auto left = load<N>(x + at), right = load<N>(x + at + half);
        auto c = load<N>(cosines + angle), s = load<N>(sines + angle);
        for (int k = 0; k < N; k++) {
            float a = number(left.at[k]), b = number(right.at[k]);
            left.at[k] = stored(a * number(c.at[k]) - b * number(s.at[k]));
            right.at[k] = stored(b * number(c.at[k]) + a * number(s.at[k]));
        }
        store<N>(y + at, left);
        store<N>(y + at + half, right);
    }
}

extern "C" __global__ void turn(const T* x, const T* c, const T* s, T* y, Long tokens, Long heads, Long half) {
    if (half % WIDE == 0) turned<WIDE>(x, c, s, y, tokens, heads, half);
    else turned<1>(x, c, s, y, tokens, heads, half);
}

// ---- cross-entropy: a block for each row of logits --------------------------------------------------------------

// The greatest number and where it first is, the sum of exponentials beside it, and the sum of all.
struct Seen {
    float greatest, powers, sum;
    Long where;

    __device__ void see(float x, Long at) {
        sum += x;
        if (x > greatest) {
            powers = powers * __expf(greatest - x) + 1;
            greatest = x;
            where = at;
        } else powers += __expf(x - greatest);
    }

    __device__ void join(const Seen& other) {
        sum += other.sum;
        bool theirs = other.greatest > greatest || (other.greatest == greatest && other.where < where);
        float most = theirs ? other.greatest : greatest;
        if (most == -INFINITY) return;
        powers = powers * __expf(greatest - most) + other.powers * __expf(other.greatest - most);
        greatest = most;
        if (theirs) where = other.where;
    }

    __device__ Seen from(int lane) const {
        return {__shfl_xor_sync(~0u, greatest, lane), __shfl_xor_sync(~0u, powers, lane),
                __shfl_xor_sync(~0u, sum, lane), __shfl_xor_sync(~0u, where, lane)};
    }
};

__device__ Seen joined(Seen mine) {
    __shared__ Seen parts[32];
    for (int step = 16; step > 0; step /= 2) mine.join(mine.from(step));
    if (threadIdx.x % 32 == 0) parts[threadIdx.x / 32] = mine;
    __syncthreads();
    Seen all = parts[0];
    for (int warp = 1; warp < blockDim.x / 32; warp++) all.join(parts[warp]);
    return all;
}

struct Target {
    Long label;
    float greatest, powers, smoothed, weight, certain;

    __device__ T gradient(T x, Long at) const {
        float share = __expf(number(x) - greatest) / powers - smoothed - (at == label ? certain : 0);
        return stored(share * weight);
    }
};

template <int N> __device__ Seen look(const T* z, Long width) {
    Seen seen{-INFINITY, 0, 0, width};
    for (Long i = threadIdx.x * N; i < width; i += blockDim.x * N) {
        auto numbers = load<N>(z + i);
        for (int k = 0; k < N; k++) seen.see(number(numbers.at[k]), i + k);
    }
    return joined(seen);
}

template <int N> __device__ void become(T* z, Long width, const Target& target) {
    for (Long i = threadIdx.x * N; i < width; i += blockDim.x * N) {
        auto numbers = load<N>(z + i);
        for (int k = 0; k < N; k++) numbers.at[k] = target.gradient(numbers.at[k], i + k);
        store<N>(z + i, numbers);
    }
}

// result [2, rows]: the loss, and whether the likeliest token is the right one. Backwards, z becomes its gradient.
extern "C" __global__ void
losses(T* z, const Long* labels, float* result, Long width, double smoothing, double weight, Long backwards) {
    Long row = blockIdx.x, label = labels[row];
    z += row * width;
    bool wide = width % WIDE == 0;
    Seen seen = wide ? look<WIDE>(z, width) : look<1>(z, width);
    if (threadIdx.x == 0) {
        float likelihood = (1 - smoothing) * number(z[label]) + smoothing * seen.sum / width;
        result[row] = seen.greatest + logf(seen.powers) - likelihood;
        result[gridDim.x + row] = seen.where == label;
    }
    __syncthreads();
    if (backwards == 0) return;
    Target target{label, seen.greatest, seen.powers, (float)(smoothing / width), (float)weight, (float)(1 - smoothing)};
    if (wide) become<WIDE>(z, width, target);
    else become<1>(z, width, target);
}
