target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@.file.0 = private unnamed_addr constant [20 x i8] c"tests/llvm/fused.cpi"
@.place.0 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 20, i64 7, i64 52 }

define double @sum(double %a0, double %a1, double %a2) #0 {
entry:
  br label %b0
b0:
  %0 = fmul double %a0, %a1
  %1 = call double @llvm.fmuladd.f64(double %a0, double %a1, double %a2)
  ret double %1
}

define float @difference(float %a0, float %a1, float %a2) #0 {
entry:
  br label %b0
b0:
  %0 = fmul float %a0, %a1
  %1 = fneg float %a0
  %2 = call float @llvm.fmuladd.f32(float %1, float %a1, float %a2)
  ret float %2
}

define double @square(double %a0, double %a1) #0 {
entry:
  br label %b0
b0:
  %0 = fmul double %a0, %a0
  %1 = fmul double %a1, %a1
  %2 = fneg double %1
  %3 = call double @llvm.fmuladd.f64(double %a0, double %a0, double %2)
  ret double %3
}

define void @move(ptr %a0, double %a1, double %a2) #0 {
entry:
  br label %b0
b0:
  %0 = icmp eq ptr %a0, null
  br i1 %0, label %nil0, label %ok1
ok1:
  %1 = load double, ptr %a0, align 1, !tbaa !2
  %2 = fmul double %a1, %a2
  %3 = call double @llvm.fmuladd.f64(double %a1, double %a2, double %1)
  store double %3, ptr %a0, align 1, !tbaa !2
  ret void
nil0:
  call void @cpi.rt.fault(i64 4, ptr @.place.0)
  unreachable
}

define double @separate(double %a0, double %a1, double %a2) #0 {
entry:
  br label %b0
b0:
  %0 = fmul double %a0, %a1
  %1 = fadd double %0, %a2
  ret double %1
}

define i64 @whole(i64 %a0, i64 %a1, i64 %a2) #0 {
entry:
  br label %b0
b0:
  %0 = mul i64 %a0, %a1
  %1 = add i64 %0, %a2
  ret i64 %1
}

@cpi.init = internal constant ptr @cpi.load, section ".init_array", align 8
@llvm.used = appending global [1 x ptr] [ptr @cpi.init], section "llvm.metadata"
define internal void @cpi.load() #0 section ".text.cpi" {
entry:
  call void @cpi.rt.start(i32 0, ptr null, ptr null)
  ret void
}

declare double @llvm.fmuladd.f64(double, double, double)
declare float @llvm.fmuladd.f32(float, float, float)
declare void @cpi.rt.fault(i64, ptr) #1
declare void @cpi.rt.start(i32, ptr, ptr) #2

attributes #0 = { nounwind null_pointer_is_valid "probe-stack"="inline-asm" }
attributes #1 = { cold noreturn nounwind }
attributes #2 = { nounwind }
attributes #3 = { nomerge }
attributes #4 = { nounwind willreturn memory(none) }
attributes #5 = { noreturn nounwind }

!0 = !{!"cpi"}
!1 = !{!"number", !0, i64 0}
!2 = !{!1, !1, i64 0}
!3 = !{!"address", !0, i64 0}
!4 = !{!3, !3, i64 0}
