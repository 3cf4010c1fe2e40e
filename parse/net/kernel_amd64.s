#include "textflag.h"

// func product4AVX2(pairs int, a *int16, stride int, b *int16, c *int32, width int)
// c[4][16] = a[4][2·pairs] · b[2·pairs][16]; b is packed, two rows side by side; strides in elements.
TEXT ·product4AVX2(SB), NOSPLIT, $0-48
	MOVQ pairs+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ stride+16(FP), R8
	SHLQ $1, R8
	MOVQ b+24(FP), DI
	MOVQ c+32(FP), DX
	MOVQ width+40(FP), R10
	SHLQ $2, R10
	LEAQ (SI)(R8*1), R11
	LEAQ (SI)(R8*2), R12
	LEAQ (R11)(R8*2), R13
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	XORQ AX, AX
loop4:
	VMOVDQU (DI), Y8
	VMOVDQU 32(DI), Y9
	VPBROADCASTD (SI)(AX*4), Y10
	VPBROADCASTD (R11)(AX*4), Y11
	VPMADDWD Y8, Y10, Y12
	VPMADDWD Y9, Y10, Y13
	VPADDD Y12, Y0, Y0
	VPADDD Y13, Y1, Y1
	VPMADDWD Y8, Y11, Y14
	VPMADDWD Y9, Y11, Y15
	VPADDD Y14, Y2, Y2
	VPADDD Y15, Y3, Y3
	VPBROADCASTD (R12)(AX*4), Y10
	VPBROADCASTD (R13)(AX*4), Y11
	VPMADDWD Y8, Y10, Y12
	VPMADDWD Y9, Y10, Y13
	VPADDD Y12, Y4, Y4
	VPADDD Y13, Y5, Y5
	VPMADDWD Y8, Y11, Y14
	VPMADDWD Y9, Y11, Y15
	VPADDD Y14, Y6, Y6
	VPADDD Y15, Y7, Y7
	ADDQ $64, DI
	INCQ AX
	CMPQ AX, CX
	JLT  loop4
	LEAQ (DX)(R10*2), BX
	VMOVDQU Y0, (DX)
	VMOVDQU Y1, 32(DX)
	VMOVDQU Y2, (DX)(R10*1)
	VMOVDQU Y3, 32(DX)(R10*1)
	VMOVDQU Y4, (BX)
	VMOVDQU Y5, 32(BX)
	VMOVDQU Y6, (BX)(R10*1)
	VMOVDQU Y7, 32(BX)(R10*1)
	VZEROUPPER
	RET

// func product1AVX2(pairs int, a *int16, b *int16, c *int32)
TEXT ·product1AVX2(SB), NOSPLIT, $0-32
	MOVQ pairs+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ c+24(FP), DX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX
loop1:
	VPBROADCASTD (SI)(AX*4), Y10
	VPMADDWD (DI), Y10, Y12
	VPMADDWD 32(DI), Y10, Y13
	VPADDD Y12, Y0, Y0
	VPADDD Y13, Y1, Y1
	ADDQ $64, DI
	INCQ AX
	CMPQ AX, CX
	JLT  loop1
	VMOVDQU Y0, (DX)
	VMOVDQU Y1, 32(DX)
	VZEROUPPER
	RET

// func sumAVX2(n int, c, a *int32)
// c[n] += a[n]; n a multiple of 8
TEXT ·sumAVX2(SB), NOSPLIT, $0-24
	MOVQ n+0(FP), CX
	MOVQ c+8(FP), DX
	MOVQ a+16(FP), SI
	XORQ AX, AX
loops:
	VMOVDQU (DX)(AX*4), Y0
	VPADDD (SI)(AX*4), Y0, Y0
	VMOVDQU Y0, (DX)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  loops
	VZEROUPPER
	RET

// func embedAVX2(n int, x *int16, e *int8, times int)
// x[n] = saturated(x[n] + times·e[n]); n a multiple of 16, 127·times < 2^15
TEXT ·embedAVX2(SB), NOSPLIT, $0-32
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), DX
	MOVQ e+16(FP), SI
	MOVQ times+24(FP), AX
	MOVQ AX, X9
	VPBROADCASTW X9, Y9
	XORQ AX, AX
loope:
	VPMOVSXBW (SI)(AX*1), Y0
	VPMULLW Y9, Y0, Y0
	VPADDSW (DX)(AX*2), Y0, Y0
	VMOVDQU Y0, (DX)(AX*2)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  loope
	VZEROUPPER
	RET

// func rectifyAVX2(n int, acc *int32, scale, bias *float32, x, out *int16)
// out[n] = saturated(x[n] + saturated(nearest(max(0, acc[n]·scale[n] + bias[n])))); n a multiple of 16
TEXT ·rectifyAVX2(SB), NOSPLIT, $0-48
	MOVQ n+0(FP), CX
	MOVQ acc+8(FP), SI
	MOVQ scale+16(FP), R8
	MOVQ bias+24(FP), R9
	MOVQ x+32(FP), R10
	MOVQ out+40(FP), DX
	VPXOR Y15, Y15, Y15
	XORQ AX, AX
loopr:
	VCVTDQ2PS (SI)(AX*4), Y0
	VCVTDQ2PS 32(SI)(AX*4), Y1
	VMULPS (R8)(AX*4), Y0, Y0
	VMULPS 32(R8)(AX*4), Y1, Y1
	VADDPS (R9)(AX*4), Y0, Y0
	VADDPS 32(R9)(AX*4), Y1, Y1
	VMAXPS Y15, Y0, Y0
	VMAXPS Y15, Y1, Y1
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VPACKSSDW Y1, Y0, Y0
	VPERMQ $0xD8, Y0, Y0
	VPADDSW (R10)(AX*2), Y0, Y0
	VMOVDQU Y0, (DX)(AX*2)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  loopr
	VZEROUPPER
	RET
